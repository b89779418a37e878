import { describe, expect, it } from "vitest";
import { Checkbox, RadioChoices } from "#app/ui/choice.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { PasswordInput, Select, TextArea, TextInput } from "#app/ui/inputs.tsx";
import { QuantityInput } from "#app/ui/quantity-input.tsx";
import { htmlOf, tagWith } from "./render.tsx";

const phone = (error?: string | readonly string[], keepHint = false) =>
  htmlOf(
    <Field id="phone" label="Điện thoại" hint="10 chữ số" error={error} keepHint={keepHint}>
      <TextInput name="phone" />
    </Field>,
  );

describe("a field", () => {
  it("names its control by the label", () => {
    expect(phone()).toContain('<label for="phone">Điện thoại</label>');
    expect(tagWith(phone(), 'name="phone"')).toContain('id="phone"');
  });

  it("ties the hint to the control while nothing is wrong", () => {
    const html = phone();
    expect(tagWith(html, 'name="phone"')).toContain('aria-describedby="phone-description"');
    expect(tagWith(html, 'name="phone"')).not.toContain("aria-invalid");
    expect(html).toContain('<p class="hint" id="phone-description">10 chữ số</p>');
  });

  it("puts the error where the hint was, and ties it to the control", () => {
    const html = phone("Thiếu 2 số.");
    const input = tagWith(html, 'name="phone"');
    expect(input).toContain('aria-describedby="phone-error"');
    expect(input).toContain('aria-invalid="true"');
    expect(html).toMatch(/<p class="err" id="phone-error">.*Thiếu 2 số\./);
    expect(html).not.toContain("10 chữ số");
  });

  it("says error and hint both where the hint helps to mend it", () => {
    expect(tagWith(phone("Sai.", true), 'name="phone"')).toContain('aria-describedby="phone-error phone-description"');
  });

  it("takes the first of several errors and ignores an empty list", () => {
    expect(phone(["Một.", "Hai."])).not.toContain("Hai.");
    expect(phone([])).toContain("10 chữ số");
  });

  it("keeps what a form library tied already, once", () => {
    const html = htmlOf(
      <Field id="p" label="Tên" error="Thiếu tên.">
        <TextInput name="p" aria-describedby="p-error other" />
      </Field>,
    );
    expect(tagWith(html, 'name="p"')).toContain('aria-describedby="p-error other"');
  });

  it.each([
    ["a text area", <TextArea key="c" name="c" />],
    ["a select", <Select key="c" name="c" options={[{ value: "1", label: "Một" }]} />],
    ["a password", <PasswordInput key="c" name="c" show="Hiện" hide="Ẩn" />],
    ["a field with a unit", <TextInput key="c" name="c" unit="₫" />],
  ])("ties its error to %s too", (_, control) => {
    const html = htmlOf(
      <Field id="c" label="Nhãn" error="Sai.">
        {control}
      </Field>,
    );
    expect(tagWith(html, 'name="c"')).toMatch(/id="c".*aria-describedby="c-error|aria-describedby="c-error.*id="c"/);
  });

  it("reads the unit together with the value", () => {
    const html = htmlOf(
      <Field id="price" label="Giá">
        <TextInput name="price" unit="₫" />
      </Field>,
    );
    expect(tagWith(html, 'name="price"')).toContain('aria-describedby="price-unit"');
    expect(html).toContain('<span id="price-unit">₫</span>');
  });
});

describe("choices", () => {
  it("tie the error of a check box to the box", () => {
    const html = htmlOf(
      <Checkbox id="terms" name="terms" error="Phải đồng ý.">
        Tôi đồng ý
      </Checkbox>,
    );
    expect(tagWith(html, 'name="terms"')).toContain('aria-describedby="terms-error"');
    expect(html).toContain('id="terms-error"');
  });

  it("tie the error of a group to each radio button and check the given one", () => {
    const html = htmlOf(
      <RadioChoices
        id="size"
        name="size"
        legend="Quy cách"
        defaultValue="2"
        error="Hết hàng."
        options={[
          { value: "1", label: "Gói" },
          { value: "2", label: "Túi" },
        ]}
      />,
    );
    expect(html.match(/aria-describedby="size-error"/g)).toHaveLength(2);
    expect(tagWith(html, 'value="2"')).toContain("checked");
    expect(tagWith(html, 'value="1"')).not.toContain("checked");
  });
});

describe("a quantity", () => {
  const html = htmlOf(<QuantityInput name="q" label="Số lượng" less="Bớt" more="Thêm" defaultValue={3} max={9} />);

  it("is a plain number field that a form without scripts can send", () => {
    const input = tagWith(html, 'name="q"');
    expect(input).toContain('type="number"');
    expect(input).toContain('value="3"');
    expect(input).toContain('max="9"');
  });

  it("keeps its buttons off until scripts run", () => {
    expect(html.match(/<button type="button"[^>]*disabled/g)).toHaveLength(2);
  });
});

describe("the summary of a form", () => {
  it("is announced, can take the focus, and leads to each wrong field", () => {
    const html = htmlOf(<FormErrors title="Có 1 chỗ cần sửa" errors={[{ fieldId: "phone", message: "Thiếu 2 số" }]} />);
    expect(tagWith(html, 'role="alert"')).toContain('tabindex="-1"');
    expect(html).toContain('<a href="#phone">Thiếu 2 số</a>');
  });
});
