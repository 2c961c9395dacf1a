using DurableSagas.SagaFunctions.Composition;
using Microsoft.Azure.Functions.Worker.Builder;

return await FunctionsApplication.CreateBuilder(args).AddSagas().RunAsync();
