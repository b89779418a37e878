import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useOnline } from "#app/ui/note.tsx";

const AGAIN_MS = 8000;

type Wish = {
  form: RefObject<HTMLFormElement>;
  /** Photos that are still on their way: the form goes after them. */
  isBusy: boolean;
  /** The last try got no answer. */
  isUnanswered: boolean;
};

/**
 * Sends a form when it can be sent: at once, or as soon as the network is back and its photos have arrived. The
 * request carries an id, so that a try whose answer was lost does no harm.
 */
export function useSendLater({ form, isBusy, isUnanswered }: Wish) {
  const isOnline = useOnline();
  const [isHeld, setHeld] = useState(false);
  const pressed = useRef<HTMLElement | null>(null);
  const tried = useRef(0);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    pressed.current = submitter;
    if (isOnline && !isBusy) {
      tried.current = Date.now();
      setHeld(false);
      return;
    }
    event.preventDefault();
    setHeld(true);
  };

  useEffect(() => {
    if (isUnanswered) setHeld(true);
  }, [isUnanswered]);

  useEffect(() => {
    if (!isHeld || !isOnline || isBusy) return;
    const wait = Math.max(0, tried.current + AGAIN_MS - Date.now());
    const send = () => {
      const button = pressed.current;
      form.current?.requestSubmit(button?.isConnected ? button : null);
    };
    const timer = window.setTimeout(send, wait);
    return () => clearTimeout(timer);
  }, [isHeld, isOnline, isBusy, form]);

  return { isHeld, isOnline, onSubmit };
}
