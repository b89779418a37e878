import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { StaffFrame } from "#app/features/staff/frame.tsx";
import { open } from "#app/http/context.ts";
import { errorHead } from "#app/http/meta.ts";
import { useRootData } from "#app/root.tsx";

export async function loader({ context }: LoaderFunctionArgs) {
  const { viewer } = await open(context);
  return { roles: [...viewer.staffRoles], name: viewer.name ?? "" };
}

export const meta: MetaFunction = ({ location, error }) => (error === undefined ? [] : errorHead(location, error));

export default function Layout() {
  const { roles, name } = useLoaderData<typeof loader>();
  return (
    <StaffFrame roles={roles} name={name} isDemo={useRootData()?.isDemo ?? false}>
      <Outlet />
    </StaffFrame>
  );
}

export const ErrorBoundary = FramedError;
