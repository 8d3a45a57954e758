/** A step cannot go on and the message says what to do: printed as it is, without a stack. */
export class SetupError extends Error {
  name = 'SetupError';

  /**
   * @param {string} message
   * @param {number} [exitCode] of the command that failed, when it ended by itself
   */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}
