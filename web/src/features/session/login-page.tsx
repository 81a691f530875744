// Sign-in with e-mail and password.

import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "@/components/button";
import { SecretField, TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { EntrancePage } from "./entrance-page";
import { signIn } from "./session";

export function LoginPage() {
  const navigate = useNavigate();
  const { redirect } = useSearch({ from: "/login" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  const login = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: () => navigate({ href: redirect ?? "/" }),
  });
  const error = login.error && toApiError(login.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };

  return (
    <EntrancePage title="Sign in" lead="Chats go on while you are away; they are where you left them.">
      <form onSubmit={submit} className="flex flex-col gap-4" aria-label="Sign in">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={error?.field("email")}
        />
        <SecretField
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={error?.field("password")}
        />
        {error && error.validations.length === 0 && <ErrorNotice error={error} />}
        <Button type="submit" look="primary" size="md" busy={login.isPending}>
          Sign in
        </Button>
      </form>
    </EntrancePage>
  );
}
