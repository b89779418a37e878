import type { IncomingMessage } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { ownOrigins } from "#services/realtime/origins.ts";
import type { Home } from "#services/shared/own-addresses.ts";

const CONNECTS_SECONDS = 10;
/** A line that flooded costs its address as much as so many connections. */
const FLOOD_PENALTY = 50;

export type GateWish = {
  home: Home;
  /** Lines at once, and new ones in ten seconds, from one address: many phones share one. */
  perAddress: number;
  addressOf: (request: IncomingMessage) => string;
};

/** Who may connect at all. */
export class Gate {
  readonly #wish: GateWish;
  readonly #open = new Map<string, number>();
  readonly #connects: RateLimiterMemory;

  constructor(wish: GateWish) {
    this.#wish = wish;
    this.#connects = new RateLimiterMemory({ points: wish.perAddress, duration: CONNECTS_SECONDS });
  }

  /** Why a connection isn't taken on, or null. Cookies come along from any page: a foreign origin is refused. */
  async refusalOf(request: IncomingMessage): Promise<"origin" | "address" | null> {
    const { origin } = request.headers;
    if (origin === undefined || !ownOrigins(this.#wish.home).has(origin)) return "origin";
    const address = this.#wish.addressOf(request);
    if ((this.#open.get(address) ?? 0) >= this.#wish.perAddress) return "address";
    return this.#connects.consume(address).then(
      () => null,
      () => "address" as const,
    );
  }

  opened(request: IncomingMessage): void {
    const address = this.#wish.addressOf(request);
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1);
  }

  closed(request: IncomingMessage): void {
    const address = this.#wish.addressOf(request);
    const left = (this.#open.get(address) ?? 1) - 1;
    if (left > 0) this.#open.set(address, left);
    else this.#open.delete(address);
  }

  flooded(address: string): void {
    void this.#connects.penalty(address, FLOOD_PENALTY);
  }
}
