import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { StaffFrame } from "#app/features/staff/frame.tsx";
import { open } from "#app/http/context.ts";
import { useRootData } from "#app/root.tsx";

export async function loader({ context }: LoaderFunctionArgs) {
  const { viewer } = await open(context);
  return { roles: [...viewer.staffRoles], name: viewer.name ?? "" };
}

export default function Layout() {
  const { roles, name } = useLoaderData<typeof loader>();
  return (
    <StaffFrame roles={roles} name={name} isDemo={useRootData()?.isDemo ?? false}>
      <Outlet />
    </StaffFrame>
  );
}
