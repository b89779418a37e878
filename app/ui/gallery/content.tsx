import { Block, Facts, Sums } from "../block.tsx";
import { Button, LinkButton } from "../button.tsx";
import { Gate } from "../gate.tsx";
import { Line, Lines } from "../lines.tsx";
import { Note, OfflineStrip } from "../note.tsx";
import { Chain, MoneyBar, Steps } from "../progress.tsx";
import { Table } from "../table.tsx";
import { Tag } from "../tag.tsx";
import { Toast } from "../toast.tsx";
import { drawing, Part } from "./words.tsx";

function Notes() {
  return (
    <div className="stack g-notes">
      <Note>Lô này chỉ còn 3 gói nên đã sửa số lượng từ 5 xuống 3.</Note>
      <Note kind="good">Đã nhận đủ tiền. Hai gian hàng đang chuẩn bị hàng.</Note>
      <Note kind="warn" icon="wine">
        Rượu chỉ bán cho người từ 18 tuổi và không nhận trả tiền mặt.
      </Note>
      <Note kind="bad">
        <b>Lô MAU-2609-05 bị thu hồi 22/11/2026.</b> Ngừng dùng. Tiền của bạn đang được hoàn.
      </Note>
      <OfflineStrip always>Mất mạng từ 08:12. 2 việc đã ghi trên máy, sẽ gửi khi có mạng.</OfflineStrip>
      <Toast action={<a href="#main">Xem giỏ</a>} seconds={86400}>
        Đã thêm 2 gói vào giỏ
      </Toast>
    </div>
  );
}

function Progress() {
  return (
    <div className="cols cols--2">
      <div className="stack stack--5">
        <Steps
          label="Tiến độ"
          steps={[
            { key: "1", text: "Nhận đơn", when: "24/11", state: "done" },
            { key: "2", text: "Đóng gói", when: "25/11", state: "done" },
            { key: "3", text: "Đang giao", state: "now" },
            { key: "4", text: "Đã nhận", when: "27/11" },
          ]}
        />
        <Chain
          links={[
            {
              key: "1",
              title: "Kiểm nghiệm đạt",
              kind: "vouched",
              children: <p className="meta c-leaf strong">Cơ quan mẫu ký số 13/11</p>,
            },
            { key: "2", title: "Đóng 1.240 gói", children: <p className="meta">HTX Mẫu tự ghi</p> },
            { key: "3", title: "Thu hồi lô", kind: "bad", children: <p className="meta">Ra lệnh 22/11, 14:05</p> },
          ]}
        />
      </div>
      <div>
        <MoneyBar
          label="83% cho người làm ra, 14% cho bưu điện, 3% phí chợ"
          parts={[
            { key: "a", amount: 247350, text: "HTX Mẫu", shown: "247.350 ₫" },
            { key: "b", amount: 153260, text: "Hộ Mẫu", shown: "153.260 ₫" },
            { key: "c", amount: 65000, text: "Bưu điện, hai kiện", shown: "65.000 ₫" },
            { key: "d", amount: 12390, text: "Phí chợ, 3% tiền hàng", shown: "12.390 ₫" },
          ]}
        />
      </div>
    </div>
  );
}

const lots = [
  ["MAU-2611-03", "14/11/2026", "146", "12"],
  ["MAU-2611-02", "08/11/2026", "31", "1"],
];

function Tables() {
  const columns = [
    { key: "lot", head: "Lô" },
    { key: "made", head: "Đóng gói" },
    { key: "left", head: "Còn", num: true },
    { key: "held", head: "Đang giữ", num: true },
  ];
  const rows = lots.map(([code, made, left, held]) => (
    <tr key={code}>
      <td>{code}</td>
      <td>{made}</td>
      <td className="num" data-l="Còn">
        {left}
      </td>
      <td className="num" data-l="Đang giữ">
        {held}
      </td>
    </tr>
  ));
  return (
    <div className="cols cols--2">
      <Table caption="Lô đang bán, thẻ trên điện thoại" columns={columns} phone="cards">
        {rows}
      </Table>
      <Table caption="Lô đang bán, cuộn ngang" columns={columns} phone="scroll" tight>
        {rows}
      </Table>
      <Block title="Tóm tắt">
        <Sums
          rows={[
            { term: "Tiền hàng, 4 món", amount: "423.000 ₫" },
            { term: "Vận chuyển, 2 kiện", amount: "65.000 ₫" },
            { term: "Phải trả", amount: "488.000 ₫", total: true },
          ]}
        />
      </Block>
      <Block title="Giấy này nói gì">
        <Facts
          items={[
            { term: "Hiệu lực", detail: "11/12/2023 đến hết 10/12/2026" },
            { term: "Tệp gốc", detail: <a href="#main">Quyết định mẫu, 3 trang</a> },
          ]}
        />
      </Block>
    </div>
  );
}

function Work() {
  const remove = (
    <Button type="button" small variant="line">
      Gia hạn giấy
    </Button>
  );
  return (
    <div className="cols cols--2">
      <Gate
        items={[
          { key: "1", state: "good", fact: "Hàng đã duyệt", reason: "5 trên 5 món" },
          { key: "2", state: "bad", fact: "Giấy tờ từng món còn hạn", reason: "Bí mẫu: hết hạn 23/11.", way: remove },
          { key: "3", state: "warn", fact: "Ảnh đầu hơi tối", reason: "Chụp ban ngày sẽ rõ hơn." },
          { key: "4", state: "wait", fact: "Chờ cán bộ duyệt", reason: "thường trong 4 giờ làm việc" },
        ]}
      />
      <Lines>
        <Line
          title={
            <>
              <mark>Miến</mark> mẫu
            </>
          }
          href="/dev/ui#line"
          picture={drawing("group-thuc-pham")}
          meta="chữ tìm thấy: gạch chàm"
          action={
            <LinkButton href="/dev/ui#view" small variant="line">
              Xem
            </LinkButton>
          }
        />
        <Line
          title="Mộc nhĩ mẫu, gói 200 g"
          icon="package-minus"
          meta={<span className="c-earth strong">còn 4 gói</span>}
        />
        <Line title="Đơn mới, chờ nhận" number={3} href="/dev/ui#orders" action={<Tag kind="earth">trước 16:00</Tag>} />
      </Lines>
    </div>
  );
}

/** Notes, progress, tables, blocks, lines. */
export function Content() {
  return (
    <>
      <Part title="Lời nhắc">
        <Notes />
      </Part>
      <Part title="Tiến độ, tiền chia">
        <Progress />
      </Part>
      <Part title="Bảng, khối">
        <Tables />
      </Part>
      <Part
        title="Điều kiện, dòng việc"
        note="Điều kiện đỏ luôn có lý do và lối ra. Cả dòng là một liên kết, nút nằm trên."
      >
        <Work />
      </Part>
    </>
  );
}
