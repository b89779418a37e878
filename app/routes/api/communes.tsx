import { notFound } from "#app/http/respond.ts";

export const loader = () => notFound();

export default function Page() {
  return null;
}
