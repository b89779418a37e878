import { Bar, TabBar } from "../bars.tsx";
import { Button, IconButton, LinkButton } from "../button.tsx";
import { SellerNav, StaffBar } from "../console-bars.tsx";
import { Empty, ErrorPanel, Skeleton, Weave } from "../empty.tsx";
import { Field } from "../field.tsx";
import { GroupNav, SlimHeader } from "../header.tsx";
import { TextArea } from "../inputs.tsx";
import { Demo } from "../note.tsx";
import { Sheet, SheetClose, SheetLink } from "../sheet.tsx";
import { Part } from "./words.tsx";

function Empties() {
  return (
    <div className="cols cols--3">
      <Empty
        title="Giỏ còn trống"
        level={3}
        picture="/drawings/empty-cart.svg"
        action={<LinkButton href="/dev/ui#goods">Xem hàng đang mùa</LinkButton>}
      >
        Đang mùa miến mới, gạo nếp và cam.
      </Empty>
      <Empty title="Không thấy “miến rong”" level={3} picture="/drawings/empty-search.svg">
        Có phải bạn tìm <a href="#main">miến dong</a>? Có 6 món.
      </Empty>
      <div className="stack">
        <Weave label="Đang tìm tuyến rẻ nhất…" />
        <Skeleton />
      </div>
    </div>
  );
}

const noop = { home: { href: "/dev/ui", label: "Chợ Phiên, trang đầu" } };

function Heads() {
  return (
    <div className="g-heads">
      <div className="g-frame">
        <SlimHeader back={{ href: "/dev/ui", label: "Quay lại giỏ" }} title="Đặt hàng, 2 kiện" />
      </div>
      <div className="g-frame">
        <SellerNav
          {...noop}
          name="HTX Mẫu"
          sub="gian hàng"
          label="Gian hàng"
          items={[
            { href: "/dev/ui?b=1", text: "Hôm nay", current: true },
            { href: "/dev/ui?b=2", text: "Đơn" },
            { href: "/dev/ui?b=3", text: "Hàng và lô" },
          ]}
          acts={[{ href: "/dev/ui?b=4", icon: "bell", text: "Thông báo", count: 3, countLabel: "3 tin chưa đọc" }]}
        />
      </div>
      <div className="g-frame">
        <StaffBar
          {...noop}
          label="Cán bộ"
          items={[
            { href: "/dev/ui?c=1", text: "Kiểm duyệt", current: true },
            { href: "/dev/ui?c=2", text: "Chứng nhận" },
            { href: "/dev/ui?c=3", text: "Tiền" },
          ]}
          acts={[{ href: "/dev/ui?c=4", icon: "circle-user-round", text: "Cán bộ Mẫu" }]}
        />
      </div>
      <GroupNav
        label="Nhóm sản phẩm, mẫu"
        items={[
          { href: "/dev/ui?n=1", text: "Thực phẩm", current: true },
          { href: "/dev/ui?n=2", text: "Đồ uống" },
        ]}
        more={[{ href: "/dev/ui?n=3", text: "Xã, phường" }]}
      />
    </div>
  );
}

function Bottoms() {
  return (
    <div className="cols cols--2 only-phone">
      <div className="g-still">
        <TabBar
          label="Điều hướng chính"
          items={[
            { href: "/dev/ui?d=1", text: "Chợ", icon: "store", current: true },
            { href: "/dev/ui?d=2", text: "Nhóm", icon: "layout-grid" },
            { href: "/dev/ui?d=3", text: "Giỏ", icon: "shopping-basket", count: 4, countLabel: "4 món" },
            { href: "/dev/ui?d=4", text: "Tôi", icon: "user" },
          ]}
        />
      </div>
      <div className="g-still">
        <Bar sum={{ label: "Phải trả, 2 kiện", amount: "478.000 ₫" }}>
          <LinkButton href="/dev/ui#pay">Tiếp tục đặt hàng</LinkButton>
        </Bar>
      </div>
    </div>
  );
}

function RecallForm({ id }: { id: string }) {
  return (
    <>
      <p>Việc này dừng bán 214 gói và báo cho 96 người mua. Không quay lại được.</p>
      <Field id={id} label="Lý do">
        <TextArea name={id} />
      </Field>
    </>
  );
}

function Sheets() {
  return (
    <div className="stack stack--4">
      <p>
        <SheetLink to="g-sheet" className="btn btn--danger">
          Mở tấm trượt
        </SheetLink>
      </p>
      <div className="g-sheet">
        <div className="sheetlike">
          <div className="sheet__head">
            <span>Thu hồi lô MAU-2609-05?</span>
            <IconButton type="button" icon="x" label="Đóng" />
          </div>
          <div className="stack">
            <RecallForm id="g-reason-1" />
            <div className="row">
              <Button type="button" variant="line" grow>
                Để sau
              </Button>
              <Button type="button" variant="live" grow>
                Thu hồi lô
              </Button>
            </div>
          </div>
        </div>
      </div>
      <Sheet
        id="g-sheet"
        title="Thu hồi lô MAU-2609-05?"
        close="Đóng"
        foot={
          <>
            <SheetClose className="grow">Để sau</SheetClose>
            <Button type="button" variant="live" grow>
              Thu hồi lô
            </Button>
          </>
        }
      >
        <div className="stack">
          <RecallForm id="g-reason-2" />
        </div>
      </Sheet>
    </div>
  );
}

/** Empty, loading, sheets, and the bars around a page. */
export function Frames() {
  return (
    <>
      <Part
        title="Trống, đang tải"
        note="Dải thổ cẩm dệt từ trái sang phải khi đang tải; người tắt chuyển động thấy dải đứng yên."
      >
        <Empties />
      </Part>
      <Part title="Trang lỗi">
        <ErrorPanel
          title="Chợ vừa gặp lỗi"
          picture="/drawings/offline.svg"
          request={{ label: "Mã yêu cầu", id: "019ab3c4-7f20-7c11-9d0e-3f5a2b6c8d10" }}
          actions={
            <>
              <LinkButton href="/dev/ui">Về chợ</LinkButton>
              <LinkButton href="/dev/ui#orders" variant="line">
                Đơn của tôi
              </LinkButton>
            </>
          }
        >
          Nếu vừa bấm đặt hàng, <b>đừng đặt lại ngay</b>: mở Đơn của tôi xem đơn đã có chưa.
        </ErrorPanel>
      </Part>
      <Part
        title="Tấm trượt và hộp thoại"
        note="Trên điện thoại trượt từ dưới lên; trên máy bàn nằm giữa. Nút nói đúng việc sẽ làm."
      >
        <Sheets />
      </Part>
      <Part title="Đầu trang, thanh dưới">
        <Heads />
        <Bottoms />
        <Demo>Bản trình diễn: dòng nhỏ ở trang không có chân trang.</Demo>
      </Part>
    </>
  );
}
