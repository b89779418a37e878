import { useRef } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";
import { useHydrated } from "./use-hydrated.ts";

type QuantityProps = {
  name: string;
  /** Says what is counted: "Số lượng Miến dong, gói 500 g". */
  label: string;
  less: string;
  more: string;
  defaultValue?: number | string | undefined;
  min?: number;
  max?: number | undefined;
  id?: string | undefined;
  form?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
  /** Told after each change by hand or button, with what now stands there. */
  onChange?: (value: string) => void;
};

/** A number field; the two buttons come to life with scripts and are not there without them. */
export function QuantityInput(props: QuantityProps) {
  const { name, label, less, more, defaultValue = 1, min = 1, max, id, form, invalid, describedBy, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const ready = useHydrated();
  const step = (by: 1 | -1) => {
    const field = input.current;
    if (!field) return;
    if (by > 0) field.stepUp();
    else field.stepDown();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return (
    <fieldset className={cx("qty", invalid && "is-wrong")} aria-label={label}>
      <button type="button" aria-label={less} disabled={!ready} onClick={() => step(-1)}>
        <Icon name="minus" small />
      </button>
      <input
        ref={input}
        type="number"
        inputMode="numeric"
        id={id}
        name={name}
        form={form}
        min={min}
        max={max}
        step={1}
        defaultValue={defaultValue}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
      <button type="button" aria-label={more} disabled={!ready} onClick={() => step(1)}>
        <Icon name="plus" small />
      </button>
    </fieldset>
  );
}
