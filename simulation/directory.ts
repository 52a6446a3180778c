/** The numbers that simulated agents may transfer to. */
export const DIRECTORY = [
  { id: 'plumber', name: 'Plumber', number: '+15557000001' },
  { id: 'lawyer', name: 'Lawyer', number: '+15557000002' },
];
