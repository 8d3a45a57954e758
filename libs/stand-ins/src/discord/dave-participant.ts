/** Somebody with whom the voice server speaks DAVE: a client on a socket, or a person whom the stand-in plays. */
export type DaveParticipant = {
  readonly userId: string;
  /** A client of somebody else, over a socket; else the stand-in's own. */
  readonly isRemote: boolean;
  /** Opcode 25. */
  externalSender(description: Buffer): void;
  /** Opcode 24. Epoch 1 asks for a new group, and so for a key package. */
  prepareEpoch(epoch: number, protocolVersion: number): void;
  /** Opcode 21. */
  prepareTransition(transitionId: number, protocolVersion: number): void;
  /** Opcode 22. */
  executeTransition(transitionId: number): void;
  /** Opcode 27; `payload` begins with the kind of operation. `userIds` are in the call. */
  proposals(payload: Buffer, userIds: readonly string[]): void;
  /** Opcode 29. */
  announceCommit(transitionId: number, commit: Buffer): void;
  /** Opcode 30. */
  welcome(transitionId: number, welcome: Buffer): void;
  /** Resolves when everything told so far has been taken in, or the client has gone. */
  flushed(): Promise<void>;
};

/** What participants answer. */
export type DaveService = {
  /** Opcode 26. */
  keyPackage(userId: string, keyPackage: Buffer): void;
  /** Opcode 28. */
  commitWelcome(userId: string, message: Buffer): void;
};
