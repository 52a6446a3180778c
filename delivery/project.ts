/** Everything of ours in an account goes by this name. */
export const PROJECT = 'warm-transfer';
