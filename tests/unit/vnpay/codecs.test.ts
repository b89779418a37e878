import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashAlgorithm } from "vnpay/enums";
import { buildPaymentUrlSearchParams, calculateSecureHash } from "vnpay/utils";
import { canonicalQuery, hmacSha512, readVnpFields, sameHash } from "#services/adapters/vnpay/codec.ts";
import { hashMatches, hmac, readQuery, signedQuery, signedText } from "#services/processes/gateway/codec.ts";

const SECRET = "bí mật + của % chợ";

const value = fc.oneof(
  fc.string({ unit: fc.constantFrom("!", "'", "(", ")", "*", "~", " ", "+", "%", "&", "=", "-", ".", "_", "a", "đ") }),
  fc.string({ unit: "binary" }),
);
const fields = fc.dictionary(
  fc.stringMatching(/^vnp_[A-Za-z0-9_]{1,12}$/).filter((name) => !name.startsWith("vnp_SecureHash")),
  value,
  { minKeys: 1, maxKeys: 12 },
);

const meaningful = (all: Record<string, string>) =>
  Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ""));

describe("the adapter's codec and the gateway's, written apart", () => {
  it("reads and verifies whatever the gateway signed", () => {
    fc.assert(
      fc.property(fields, (sent) => {
        const read = readVnpFields(signedQuery(sent, SECRET));
        expect(read).not.toBe(null);
        const hash = read?.get("vnp_SecureHash") ?? "";
        read?.delete("vnp_SecureHash");
        expect(Object.fromEntries(read ?? [])).toEqual(meaningful(sent));
        expect(sameHash(hash, hmacSha512(SECRET, canonicalQuery(read ?? new Map())))).toBe(true);
      }),
    );
  });

  it("is read and verified by the gateway whatever it signed", () => {
    fc.assert(
      fc.property(fields, (sent) => {
        const text = canonicalQuery(new Map(Object.entries(sent)));
        const read = readQuery(`${text}&vnp_SecureHash=${hmacSha512(SECRET, text)}`) ?? {};
        const { vnp_SecureHash: hash, ...rest } = read;
        expect({ ...rest }).toEqual(meaningful(sent));
        expect(hashMatches(hash, SECRET, signedText(read))).toBe(true);
      }),
    );
  });

  it("agrees with the package on the text and the hash", () => {
    fc.assert(
      fc.property(fields, (sent) => {
        const byPackage = buildPaymentUrlSearchParams(sent).toString();
        expect(canonicalQuery(new Map(Object.entries(sent)))).toBe(byPackage);
        expect(signedText(sent)).toBe(byPackage);
        const hash = calculateSecureHash({
          secureSecret: SECRET,
          data: byPackage,
          hashAlgorithm: HashAlgorithm.SHA512,
          bufferEncode: "utf-8",
        });
        expect([hmacSha512(SECRET, byPackage), hmac(SECRET, byPackage)]).toEqual([hash, hash]);
      }),
    );
  });
});
