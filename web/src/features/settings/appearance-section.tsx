// How the page looks, and which server it is.

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Monitor, Moon, Sun } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { getBuildInfo } from "@/api/account";
import { keys } from "@/api/query";
import { type Theme, useTheme } from "../theme/theme";
import { Section } from "./section";

const THEMES = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const;

export function AppearanceSection() {
  const [theme, setTheme] = useTheme();
  const { data: build } = useQuery({ queryKey: keys.buildInfo, queryFn: getBuildInfo, staleTime: 3_600_000 });
  return (
    <>
      <Section title="Theme" lead="Kept in this browser.">
        <RadioGroup.Root
          aria-label="Theme"
          value={theme}
          onValueChange={(value) => setTheme(value as Theme)}
          className="grid max-w-md grid-cols-3 gap-2"
        >
          {THEMES.map(({ value, label, Icon }) => (
            <RadioGroup.Item
              key={value}
              value={value}
              className={clsx(
                "flex h-18 flex-col items-center justify-center gap-1.5 rounded-lg border border-line bg-raised text-sm text-ink-2 hover:bg-hover",
                "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-ink",
              )}
            >
              <Icon className="size-4.5" aria-hidden="true" />
              {label}
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      </Section>
      <Section title="About">
        <p className="text-sm text-ink-2">Ropewalk {build?.version}</p>
      </Section>
    </>
  );
}
