// Whether this browser tells when a chat is done: the switch, and why it cannot be used where it cannot.

import { useMutation, useQuery } from "@tanstack/react-query";
import { getBuildInfo } from "@/api/account";
import { sendTest } from "@/api/push";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { Switch } from "@/components/switch";
import { showToast, toastError } from "@/components/toast";
import { useMe } from "../session/session";
import { Rows, Section } from "../settings/section";
import { type PushState, readPush, turnOff, turnOn } from "./push";

const NOTES: Record<PushState, string> = {
  unavailable: "This server cannot send notifications. Its log says why.",
  unsupported:
    "This browser has no notifications here. It needs https, and on iPhone and iPad the page on the home screen.",
  blocked: "This browser blocks notifications of this page. Allow them in its settings for this site.",
  off: "For this browser alone.",
  on: "For this browser alone. Sent through the browser's own push service, encrypted.",
};

export function Notifications() {
  const user = useMe()?.id ?? "";
  const { data: build } = useQuery({ queryKey: keys.buildInfo, queryFn: getBuildInfo, staleTime: 3_600_000 });
  const publicKey = build?.webpush_public_key ?? undefined;
  const { data: state } = useQuery({
    queryKey: keys.push,
    queryFn: () => readPush(publicKey, user),
    enabled: build !== undefined && user !== "",
    staleTime: 0,
  });
  const change = useMutation({
    mutationFn: (on: boolean) => (on && publicKey ? turnOn(publicKey, user) : turnOff()),
    onSuccess: (next) => queryClient.setQueryData(keys.push, next),
    onError: (error) => {
      toastError(error);
      void queryClient.invalidateQueries({ queryKey: keys.push });
    },
  });
  const test = useMutation({
    mutationFn: sendTest,
    onSuccess: () => showToast("A test is on its way", "It arrives in all your browsers that are told."),
    onError: toastError,
  });
  const canChange = state === "on" || state === "off";

  return (
    <Section
      title="Notifications"
      lead="When a chat is done, or stops with an error, this browser tells, also while the page is closed."
    >
      <Rows>
        <li
          className="flex items-center gap-4 px-4 py-2.5 text-sm"
          data-testid="notifications"
          data-state={state ?? "reading"}
        >
          <div className="min-w-0 flex-1">
            <p>Notify me in this browser</p>
            <p className="text-xs text-ink-3">{state ? NOTES[state] : ""}</p>
          </div>
          {state === "on" && (
            <Button onClick={() => test.mutate()} disabled={test.isPending}>
              Send a test
            </Button>
          )}
          <Switch
            label="Notify me in this browser"
            checked={state === "on"}
            disabled={!canChange || change.isPending}
            onChange={(on) => change.mutate(on)}
          />
        </li>
      </Rows>
    </Section>
  );
}
