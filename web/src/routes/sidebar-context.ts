// Lets any page open the side, where the window is too narrow for both.

import { createContext, useContext } from "react";

export const OpenSidebar = createContext<() => void>(() => {});

export const useOpenSidebar = () => useContext(OpenSidebar);
