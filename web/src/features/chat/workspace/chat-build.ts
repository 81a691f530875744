// The workspace build that the open chat waits for, for the cards inside its transcript.

import { createContext, useContext } from "react";

export const ChatBuild = createContext<string | undefined>(undefined);

export const useChatBuild = () => useContext(ChatBuild);
