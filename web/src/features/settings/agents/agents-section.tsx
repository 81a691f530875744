// Which model does what, and when old chats go: for administrators those of the server, for everybody their own.

import { isOwner, useMe } from "../../session/session";
import { AdvisorForm } from "./advisor-form";
import { LifecycleForm } from "./lifecycle-form";
import { OwnModels } from "./own-models";
import { OwnThresholds } from "./own-thresholds";
import { WorkModels } from "./work-models";

export function AgentsSection() {
  const owner = isOwner(useMe());
  return (
    <>
      <OwnModels />
      <OwnThresholds />
      {owner && (
        <>
          <WorkModels />
          <AdvisorForm />
          <LifecycleForm />
        </>
      )}
    </>
  );
}
