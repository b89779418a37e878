import { Facts } from "../block.tsx";
import { IconButton } from "../button.tsx";
import { Card, CardGrid, CardSkeleton } from "../card.tsx";
import { Checkbox } from "../choice.tsx";
import { Breadcrumbs, Chip, Chips, Facet, FacetLink, Pagination, Tabs } from "../nav.tsx";
import { Price } from "../price.tsx";
import { Season } from "../season.tsx";
import { LapsedTag, type StarCount, Stars, StarTag, StarWhy } from "../stars.tsx";
import { Avatar, Tag } from "../tag.tsx";
import { drawing, Part } from "./words.tsx";

const tag = (n: StarCount) => <StarTag n={n} text="OCOP" spoken={`OCOP ${n} sao, chứng nhận còn hiệu lực`} />;
const add = (name: string) => <IconButton type="button" icon="plus" label={`Thêm ${name} vào giỏ`} framed />;

function Badges() {
  return (
    <div className="stack stack--4">
      <div className="row row--wrap">
        {tag(5)}
        {tag(4)}
        {tag(3)}
        <LapsedTag>OCOP hết hạn 20/11/2026</LapsedTag>
      </div>
      <div className="row row--wrap">
        <Tag kind="leaf" icon="badge-check">
          Đã ký số
        </Tag>
        <Tag kind="earth">trước 16:00</Tag>
        <Tag kind="red">Thu hồi</Tag>
        <Tag kind="cham">Đang giao</Tag>
        <Tag kind="live">Trực tiếp</Tag>
        <Tag>Nháp</Tag>
        <div className="g-season">
          <Season months={[11, 12, 1, 2]} now={11} label="Mùa: tháng 11 đến tháng 2, nay là tháng 11" />
        </div>
        <Avatar name="Nguyễn Văn Mẫu" />
      </div>
      <div className="row row--wrap g-prices">
        <Price amount="85.000 ₫" perUnit="170.000 ₫/kg" big />
        <Price amount="85.000 ₫" perUnit="170.000 ₫/kg" />
        <Price amount="78.000 ₫" perUnit="ngoài phiên 85.000 ₫" live />
      </div>
      <div className="g-why">
        <StarWhy n={4} title="OCOP 4 sao" sub="Còn hiệu lực đến 02/08/2028" question="Vì sao có sao này?" open>
          <Facts
            items={[
              { term: "Giấy chứng nhận", detail: "DEMO-0231" },
              { term: "Nơi cấp", detail: "minh họa" },
            ]}
          />
          <p className="meta">Đã tra sổ chứng nhận lúc 19:42:08 hôm nay, khi bạn mở trang này.</p>
        </StarWhy>
      </div>
    </div>
  );
}

function Cards() {
  const lines = ["HTX Mẫu", "xã Mẫu"];
  return (
    <CardGrid>
      <Card
        href="/dev/ui#1"
        title="Miến mẫu, gói 500 g"
        picture={drawing("group-thuc-pham")}
        badge={tag(5)}
        lines={lines}
        season={
          <p className="meta">
            <Season months={[11, 12, 1, 2]} now={11} label="Mùa: tháng 11 đến tháng 2" />
          </p>
        }
        price={<Price amount="85.000 ₫" perUnit="170.000 ₫/kg" />}
        action={add("Miến mẫu")}
      />
      <Card
        href="/dev/ui#2"
        title="Rượu men lá mẫu, chai 500 ml, tên dài đến dòng thứ hai"
        picture={drawing("group-do-uong")}
        tint={2}
        badge={tag(4)}
        over={<Tag kind="plain">Từ 18 tuổi</Tag>}
        lines={lines}
        price={<Price amount="120.000 ₫" perUnit="240.000 ₫/lít" />}
        action={add("Rượu mẫu")}
      />
      <Card
        href="/dev/ui#3"
        title="Bột mẫu, túi 500 g"
        picture={drawing("group-duoc-lieu")}
        tint={3}
        badge={<LapsedTag>OCOP hết hạn</LapsedTag>}
        lines={lines}
        price={<Price amount="130.000 ₫" perUnit="Hết hàng, báo khi có" />}
        action={<IconButton type="button" icon="bell" label="Báo tôi khi có hàng" framed />}
      />
      <CardSkeleton />
    </CardGrid>
  );
}

function Ways() {
  return (
    <div className="cols cols--facet">
      <div>
        <Facet title="Hạng sao còn hạn" open>
          <FacetLink href="/dev/ui?sao=5" on={false} count={1}>
            <Stars n={5} size="m" spoken="5 sao" />
          </FacetLink>
          <FacetLink href="/dev/ui" on count={14}>
            <Stars n={4} size="m" spoken="4 sao" />
          </FacetLink>
        </Facet>
        <Facet title="Mùa và hàng">
          <Checkbox name="g-stock" count={171}>
            Còn hàng
          </Checkbox>
        </Facet>
      </div>
      <div className="stack stack--4">
        <Breadcrumbs
          label="Đường dẫn"
          items={[{ text: "Chợ", href: "/" }, { text: "Nhóm", href: "/dev/ui" }, { text: "Miến mẫu" }]}
        />
        <Tabs
          label="Trạng thái"
          items={[
            { href: "/dev/ui?t=1", text: "Đóng gói", count: 6, current: true },
            { href: "/dev/ui?t=2", text: "Chờ bưu tá", count: 3 },
            { href: "/dev/ui?t=3", text: "Đã xong" },
          ]}
        />
        <Chips label="Đang lọc">
          <Chip href="/dev/ui" on remove="Bỏ lọc">
            Còn hàng
          </Chip>
          <Chip href="#g-sheet" icon="sliders-horizontal">
            Lọc
          </Chip>
          <Chip href="/dev/ui?s=1">Đang mùa</Chip>
          <Chip href="/dev/ui" plain>
            Bỏ hết
          </Chip>
        </Chips>
        <Pagination
          label="Trang"
          page={3}
          pages={9}
          hrefOf={(page) => `/dev/ui?trang=${page}`}
          nameOf={(page) => `Trang ${page}`}
          previous="Trang trước"
          next="Trang sau"
        />
      </div>
    </div>
  );
}

/** Stars, tags, prices, cards, ways through lists. */
export function Goods() {
  return (
    <>
      <Part
        title="Sao, nhãn, giá"
        note="Vàng chỉ dành cho sao của giấy chứng nhận. Điểm của người mua viết bằng số, không vẽ sao."
      >
        <Badges />
      </Part>
      <Part title="Thẻ hàng" note="Cả thẻ là một liên kết, nút nằm trên.">
        <Cards />
      </Part>
      <Part title="Tab, lọc, trang">
        <Ways />
      </Part>
    </>
  );
}
