// The person's tokens and password.

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { deleteToken, listTokens } from "@/api/account";
import { keys, queryClient } from "@/api/query";
import type { ApiKey } from "@/api/types";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { Empty, Failed, Skeleton } from "@/components/states";
import { Recording } from "../debug/recording";
import { Notifications } from "../notifications/notifications";
import { useMe } from "../session/session";
import { ChangePassword } from "./change-password";
import { CreateTokenDialog } from "./create-token-dialog";
import { OwnKeys } from "./own-keys";
import { Rows, Section } from "./section";

export function AccountSection() {
  const me = useMe();
  const { data: tokens, error, refetch } = useQuery({ queryKey: keys.tokens, queryFn: listTokens });
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<ApiKey | null>(null);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus className="size-4" aria-hidden="true" /> New token
    </Button>
  );

  return (
    <>
      <Section title="Account">
        <Rows>
          <Fact name="User name" value={me?.username ?? ""} />
          <Fact name="E-mail" value={me?.email ?? ""} />
          <Fact
            name="Roles"
            value={me?.roles.map((it) => it.display_name || it.name).join(", ") || "Member"}
          />
        </Rows>
      </Section>
      <Section
        title="API tokens"
        lead="For the command line and scripts. A token can do all that you can."
        action={tokens && tokens.length > 0 && create}
      >
        {!tokens && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
        {tokens?.length === 0 && <Empty icon={<KeyRound />} title="No tokens" action={create} />}
        {tokens && tokens.length > 0 && (
          <Rows>
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} onDelete={() => setDeleting(token)} />
            ))}
          </Rows>
        )}
      </Section>
      <Notifications />
      <OwnKeys />
      <Recording />
      <Section title="Password" lead="Changing it signs you out everywhere and ends all tokens.">
        <ChangePassword />
      </Section>
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      <Confirm
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete ${deleting?.token_name ?? "token"}?`}
        action="Delete token"
        onConfirm={async () => {
          if (deleting) await deleteToken(deleting.id);
          await queryClient.invalidateQueries({ queryKey: keys.tokens });
        }}
      >
        Whatever uses it is signed out at once.
      </Confirm>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <li className="flex gap-4 px-4 py-2 text-sm">
      <span className="w-28 shrink-0 text-ink-3">{name}</span>
      <span className="min-w-0 truncate">{value}</span>
    </li>
  );
}

const NEVER_BEFORE = "1970-01-02";

function TokenRow({ token, onDelete }: { token: ApiKey; onDelete: () => void }) {
  const day = (time: string) => new Date(time).toLocaleDateString(undefined, { dateStyle: "medium" });
  const used = token.last_used > NEVER_BEFORE && token.last_used > token.created_at;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 text-sm" data-testid="token-row">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{token.token_name}</p>
        <p className="text-xs text-ink-3">
          Made {day(token.created_at)} · {used ? `used ${day(token.last_used)}` : "never used"} · ends{" "}
          {day(token.expires_at)}
        </p>
      </div>
      <Button look="danger" onClick={onDelete} aria-label={`Delete ${token.token_name}`}>
        Delete
      </Button>
    </li>
  );
}
