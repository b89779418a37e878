import { Button, IconButton, LinkButton } from "../button.tsx";
import { Checkbox, RadioChoices, RadioRows } from "../choice.tsx";
import { Field } from "../field.tsx";
import { FormErrors } from "../form-errors.tsx";
import { Icon } from "../icon.tsx";
import { FileInput, PasswordInput, Select, TextArea, TextInput } from "../inputs.tsx";
import { QuantityInput } from "../quantity-input.tsx";
import { Part } from "./words.tsx";

function Buttons() {
  return (
    <div className="g-four">
      <div className="stack">
        <p className="g-cap">Chính</p>
        <Button type="button">Thêm vào giỏ</Button>
        <Button type="button" className="g-is-hover">
          Rê chuột
        </Button>
        <Button type="button" className="g-is-focus">
          Đang chọn phím
        </Button>
        <Button busy>Thêm vào giỏ</Button>
        <Button disabled>Hết hàng</Button>
      </div>
      <div className="stack">
        <p className="g-cap">Viền</p>
        <LinkButton href="#main" variant="line">
          Nhắn người bán
        </LinkButton>
        <Button type="button" variant="line" className="g-is-hoverline">
          Rê chuột
        </Button>
        <Button variant="line" busy>
          Nhắn người bán
        </Button>
        <Button variant="line" aria-disabled="true" aria-describedby="g-why-off">
          Gửi duyệt
        </Button>
        <p className="meta" id="g-why-off">
          Còn 1 chỗ cần sửa rồi mới gửi được.
        </p>
      </div>
      <div className="stack">
        <p className="g-cap">Lặng, nhỏ</p>
        <Button type="button" variant="quiet">
          Bỏ hết
        </Button>
        <Button type="button" variant="quiet" icon="plus">
          Thêm quy cách
        </Button>
        <Button type="button" variant="line" small>
          Thêm lô
        </Button>
      </div>
      <div className="stack">
        <p className="g-cap">Đỏ: gấp, không quay lại được</p>
        <Button type="button" variant="live">
          Thu hồi giấy
        </Button>
        <Button type="button" variant="danger">
          Thu hồi lô
        </Button>
        <div className="row row--wrap">
          <Button type="button" icon="send-horizontal" iconOnly>
            Gửi
          </Button>
          <Button type="button" variant="line" icon="printer" iconOnly>
            In
          </Button>
          <IconButton type="button" icon="plus" label="Thêm" framed />
          <IconButton type="button" icon="x" label="Đóng" />
        </div>
      </div>
    </div>
  );
}

function Fields() {
  return (
    <div className="form form--2 g-form">
      <Field id="g-1" label="Bình thường" optional="không bắt buộc" hint="Gợi ý đứng dưới trường.">
        <TextInput name="g1" placeholder="Gọi trước khi đến" />
      </Field>
      <Field id="g-2" label="Đang gõ">
        <TextInput name="g2" className="g-is-typing" defaultValue="Nguyễn Văn Mẫu" />
      </Field>
      <Field id="g-3" label="Sai" error="Thiếu 2 số. Số di động có 10 chữ số, ví dụ 091 234 5678.">
        <TextInput name="g3" type="tel" defaultValue="091 234 56" />
      </Field>
      <Field id="g-4" label="Đúng" ok="Đã khớp sổ đăng ký">
        <TextInput name="g4" defaultValue="4700 000 000" />
      </Field>
      <Field id="g-5" label="Không sửa được">
        <TextInput name="g5" defaultValue="HTX Mẫu" disabled />
      </Field>
      <Field id="g-6" label="Chọn">
        <Select name="g6" placeholder="Chọn phường, xã" options={[{ value: "1", label: "Phường Mẫu" }]} />
      </Field>
      <Field id="g-7" label="Có đơn vị">
        <TextInput name="g7" inputMode="numeric" defaultValue="85.000" unit="₫" />
      </Field>
      <Field id="g-8" label="Mật khẩu">
        <PasswordInput name="g8" autoComplete="off" defaultValue="mot cau ngan" show="Hiện" hide="Ẩn" />
      </Field>
      <Field id="g-9" label="Ảnh" hint="JPEG, PNG hoặc WebP, đến 20 MB.">
        <FileInput name="g9" accept="image/*" />
      </Field>
      <div className="field">
        <span className="label">Số lượng</span>
        <div className="row">
          <QuantityInput name="g10" label="Số lượng, gói 500 g" less="Bớt một" more="Thêm một" defaultValue={2} />
          <QuantityInput
            name="g11"
            label="Số lượng, túi 1 kg"
            less="Bớt một"
            more="Thêm một"
            invalid
            defaultValue={0}
          />
        </div>
      </div>
      <Field id="g-12" label="Kể về hàng của bạn" full error="“chữa khỏi” không được dùng cho thực phẩm. Bỏ câu này.">
        <TextArea name="g12" defaultValue="Sợi dai, ăn thường xuyên chữa khỏi bệnh." />
      </Field>
    </div>
  );
}

function Choices() {
  return (
    <div className="form form--2 g-form">
      <div>
        <Checkbox name="g13" defaultChecked>
          Đã chọn
        </Checkbox>
        <Checkbox name="g14" note="Nghị định nêu rõ" count={14}>
          Chưa chọn
        </Checkbox>
        <Checkbox name="g15" toggle defaultChecked>
          Báo tôi khi có hàng lại
        </Checkbox>
        <Checkbox id="g-16" name="g16" error="Phải đồng ý quy chế thì mới đặt được.">
          Tôi đồng ý quy chế chợ
        </Checkbox>
      </div>
      <RadioChoices
        id="g-17"
        name="g17"
        legend="Quy cách"
        defaultValue="500"
        options={[
          { value: "500", label: "Gói 500 g", note: "85.000 ₫" },
          { value: "1000", label: "Túi 1 kg", note: "165.000 ₫" },
          { value: "5000", label: "Thùng 5 kg", note: "hết hàng", disabled: true },
        ]}
      />
      <RadioRows
        id="g-18"
        name="g18"
        legend="Trả cách nào"
        defaultValue="card"
        full
        options={[
          { value: "card", label: "VNPay", note: "Thẻ nội địa, thẻ quốc tế, ví", aside: <Icon name="credit-card" /> },
          {
            value: "cod",
            label: "Trả tiền khi nhận hàng",
            note: "Trả riêng từng kiện",
            aside: <Icon name="banknote" />,
          },
        ]}
      />
      <RadioRows
        id="g-19"
        name="g19"
        legend="Cách gửi"
        error="Chọn một cách gửi cho kiện này."
        full
        head={
          <>
            <b>Kiện 1 · HTX Mẫu</b>
            <span className="meta">3 gói, 1,6 kg</span>
          </>
        }
        options={[
          { value: "slow", label: "Giao thường", note: "nhận thứ Sáu 27/11", aside: <b>28.000 ₫</b> },
          { value: "fast", label: "Chuyển phát nhanh", note: "nhận thứ Năm 26/11", aside: <b>46.000 ₫</b> },
        ]}
      />
    </div>
  );
}

/** Buttons, fields, choices, what stopped a form. */
export function Controls() {
  return (
    <>
      <Part title="Nút" note="Mỗi màn hình một nút chính. Cao 48, chạm tối thiểu 44.">
        <Buttons />
      </Part>
      <Part title="Trường nhập" note="Nhãn ở trên, gợi ý ở dưới; lỗi thay chỗ gợi ý và nói cách sửa.">
        <form className="stack stack--5">
          <FormErrors
            title="Có 2 chỗ cần sửa"
            focus={false}
            errors={[
              { fieldId: "g-3", message: "Thiếu 2 số điện thoại" },
              { fieldId: "g-16", message: "Chưa đồng ý quy chế" },
            ]}
          />
          <Fields />
          <Choices />
        </form>
      </Part>
    </>
  );
}
