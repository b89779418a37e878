import { useEffect, useRef } from "react";
import { Icon } from "./icon.tsx";

type FormErrorsProps = {
  /** What is wrong with the whole form, or "Có 2 chỗ cần sửa". */
  title: string;
  /** One line per wrong field, leading to it. */
  errors?: readonly { fieldId: string; message: string }[];
  /** Off where it stands in the page from the start. */
  focus?: boolean;
};

/** What stopped a form, above it; takes the focus when it appears, so that nobody misses it. */
export function FormErrors({ title, errors = [], focus = true }: FormErrorsProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  return (
    <div ref={box} className="note note--red summary" role="alert" tabIndex={-1}>
      <Icon name="circle-alert" />
      <div>
        <b>{title}</b>
        {errors.length > 0 && (
          <ul>
            {errors.map((error) => (
              <li key={error.fieldId}>
                <a href={`#${error.fieldId}`}>{error.message}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
