import { useCallback, useEffect, useState } from "react";
import type { PaymentView } from "#services/checkout/view-payment.ts";

const AGAIN_MS = 4000;
const SETTLED: readonly PaymentView["state"][] = ["paid", "at_door", "ended"];

async function askPayment(code: string): Promise<PaymentView | null> {
  try {
    const answer = await fetch(`/api/orders/${code}/payment`, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as PaymentView) : null;
  } catch {
    return null;
  }
}

/**
 * Where the money of an order stands: asked every few seconds while the page is looked at, and at once when somebody
 * comes back to it from the window they paid in; no more once it is settled. Without an answer the last one stands.
 */
export function usePayment(code: string) {
  const [payment, setPayment] = useState<PaymentView | null>(null);
  const isSettled = payment !== null && SETTLED.includes(payment.state);
  const look = useCallback(async () => {
    if (document.visibilityState === "hidden") return;
    const answer = await askPayment(code);
    if (answer) setPayment(answer);
  }, [code]);
  useEffect(() => {
    if (isSettled) return;
    const lookNow = () => void look();
    const timer = setInterval(lookNow, AGAIN_MS);
    document.addEventListener("visibilitychange", lookNow);
    addEventListener("focus", lookNow);
    lookNow();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookNow);
      removeEventListener("focus", lookNow);
    };
  }, [isSettled, look]);
  return { payment, look };
}
