import "./styles/gallery.css";
import { Footer } from "./footer.tsx";
import { Content } from "./gallery/content.tsx";
import { Controls } from "./gallery/controls.tsx";
import { Foundations } from "./gallery/foundations.tsx";
import { Frames } from "./gallery/frames.tsx";
import { Goods } from "./gallery/goods.tsx";
import { Header, SkipLink } from "./header.tsx";
import { DemoBar } from "./note.tsx";
import { ToastRegion } from "./toast.tsx";

/** Every part of the design system in every state, with sample words in Vietnamese: the page at /dev/ui. */
export function Gallery() {
  return (
    <>
      <SkipLink href="#main">Đến nội dung chính</SkipLink>
      <Header
        home={{ href: "/", label: "Chợ Phiên, trang đầu" }}
        search={{ action: "/tim", label: "Tìm trong chợ", placeholder: "Tìm miến dong, mật ong…", submit: "Tìm" }}
        acts={[
          { href: "/theo-doi", icon: "package", text: "Đơn của tôi" },
          { href: "/gio-hang", icon: "shopping-basket", text: "Giỏ", count: 4, countLabel: "4 món" },
          { href: "/dang-nhap", icon: "user", text: "Đăng nhập", deskOnly: true },
        ]}
      />
      <DemoBar label="Lời báo trình diễn">
        Bản trình diễn: giá, mã, tên trên trang này là giả định. Không có tiền thật.
      </DemoBar>
      <main className="wrap page" id="main">
        <h1>Bộ phần tử</h1>
        <Foundations />
        <Controls />
        <Goods />
        <Content />
        <Frames />
      </main>
      <Footer
        logoAlt="Chợ Phiên"
        about="Chợ của chương trình mỗi xã một sản phẩm. Người làm ra bán thẳng cho người dùng."
        columns={[
          { title: "Mua hàng", links: [{ href: "/theo-doi", text: "Theo dõi đơn" }] },
          { title: "Bán hàng", links: [{ href: "/ban", text: "Mở gian hàng" }] },
        ]}
        legal={<p>Biểu tượng: Lucide. Chữ: Be Vietnam Pro. Bản trình diễn.</p>}
      />
      <ToastRegion />
    </>
  );
}
