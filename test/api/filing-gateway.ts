// A gateway that keeps what is filed and hands it to nobody.
import { randomUUID } from 'node:crypto';
import type { ToFile } from '../../api/gateway-port.ts';

export function filingGateway() {
  const filed: ToFile[] = [];
  const gateway = {
    known: async () => null,
    file: async (order: ToFile) => {
      filed.push(order);
      return { caseId: randomUUID(), reference: 'RC-2027-000001', isRecorded: false };
    },
  };
  return { filed, gateway };
}
