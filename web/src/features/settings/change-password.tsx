// A new password. The server ends all sessions with it, this one too.

import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { changePassword } from "@/api/account";
import { toApiError } from "@/api/errors";
import { queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { SecretField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { showToast } from "@/components/toast";

export function ChangePassword() {
  const navigate = useNavigate();
  const [before, setBefore] = useState("");
  const [after, setAfter] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(before, after),
    onSuccess: async () => {
      queryClient.clear();
      showToast("Password changed.", "Sign in with the new one.");
      await navigate({ to: "/login" });
    },
  });
  const error = change.error && toApiError(change.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };

  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-4" aria-label="Change password">
      <SecretField
        label="Present password"
        autoComplete="current-password"
        required
        value={before}
        onChange={(event) => setBefore(event.target.value)}
        error={error?.field("old_password")}
      />
      <SecretField
        label="New password"
        autoComplete="new-password"
        required
        value={after}
        onChange={(event) => setAfter(event.target.value)}
        error={error?.field("password")}
      />
      {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      <Button type="submit" size="md" busy={change.isPending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
