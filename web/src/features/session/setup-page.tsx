// The first account of a new server. It owns the deployment. Beyond the server's own machine the one-time set-up token
// is asked for, once the server has said so (platform.md 2.1).

import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { createFirstUser } from "@/api/account";
import { ApiError } from "@/api/errors";
import { Button } from "@/components/button";
import { SecretField, TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { EntrancePage } from "./entrance-page";
import { signIn } from "./session";

export function SetupPage() {
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [username, setUsername] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const [token, setToken] = useState("");
  const [tokenAsked, setTokenAsked] = useState(false);
  const name = username ?? usernameFrom(email);

  const setup = useMutation({
    mutationFn: async () => {
      await createFirstUser({
        email,
        username: name,
        password,
        ...(token ? { setup_token: token } : {}),
      });
      await signIn(email, password);
    },
    onSuccess: () => navigate({ to: "/" }),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 403) setTokenAsked(true);
    },
  });

  const error = setup.error instanceof ApiError ? setup.error : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setup.mutate();
  };

  return (
    <EntrancePage
      title="Create the first account"
      lead="It owns this server: it adds model providers and invites others."
    >
      <form onSubmit={submit} className="flex flex-col gap-4" aria-label="First account">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="email"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={error?.field("email")}
        />
        <TextField
          label="User name"
          autoComplete="username"
          required
          value={name}
          onChange={(event) => setUsername(event.target.value)}
          error={error?.field("username")}
        />
        <SecretField
          label="Password"
          autoComplete="new-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={error?.field("password")}
        />
        {tokenAsked && (
          <SecretField
            label="Set-up token"
            hint="The server prints it when it starts."
            autoComplete="off"
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
            error={error?.field("setup_token")}
          />
        )}
        {error && error.validations.length === 0 && <ErrorNotice error={error} />}
        <Button type="submit" look="primary" size="md" busy={setup.isPending}>
          Create account
        </Button>
      </form>
    </EntrancePage>
  );
}

/** A user name that the server takes: letters and digits, joined by single dashes, at most 32 (platform.md 1.7). */
function usernameFrom(email: string): string {
  const local = email.split("@")[0] ?? "";
  return local
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32)
    .replace(/^-+|-+$/g, "");
}
