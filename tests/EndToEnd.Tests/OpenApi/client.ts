// Starts an order and reads its saga with nothing but the client generated from the contract.
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

declare const process: { argv: string[]; exit(code: number): never };

const [url, order, functionKey] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: `${url}api`, headers: functionKey ? { 'x-functions-key': functionKey } : {} });

await api.PUT('/stock/{sku}', { params: { path: { sku: order } }, body: { onHand: 5 } });
await api.PUT('/customers/{id}', { params: { path: { id: order } }, body: { balance: 50 } });

const request = {
  params: { header: { 'Idempotency-Key': order } },
  body: { orderId: order, customerId: order, lines: [{ sku: order, quantity: 2, unitPrice: 10 }], address: '1 Harbour Street' },
};
const started = await api.POST('/sagas/order-fulfilment', request);
if (!started.data || !('id' in started.data)) {
  console.log(started.response.status, JSON.stringify(started.error));
  process.exit(1);
}

await api.POST('/sagas/order-fulfilment', { ...request, params: { ...request.params, query: { wait: 30 } } });
const { data: saga } = await api.GET('/sagas/{id}', { params: { path: { id: started.data.id }, query: { consistency: 'strong' } } });
const { data: stock } = await api.GET('/stock/{sku}', { params: { path: { sku: order } } });
console.log(`${saga?.name} ${saga?.status} ${saga?.steps.length} ${stock?.onHand}`);
