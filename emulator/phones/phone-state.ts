/** A phone as the console and the control API show it. */
export interface PhoneState {
  readonly number: string;
  readonly name: string;
  readonly kind: 'scripted' | 'person';
  readonly status: 'idle' | 'ringing' | 'dialling' | 'talking';
  readonly callSid?: string;
  /** The caller, while it rings. */
  readonly from?: string;
}
