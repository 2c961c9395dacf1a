using Azure.Core.Serialization;
using DurableSagas.MoveApp;
using DurableSagas.Sagas.Composition;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(SagaJson.History));
builder.Services.AddSingleton(TimeProvider.System);
// The catalog says which orchestrator runs which saga.
SagaCatalog.Of(typeof(MoveSaga).Assembly);
builder.Services.AddSagaActivities().AddSingleton<ISagaProjection, NoViews>();
builder.Services.AddSingleton<Movers>();
await builder.Build().RunAsync();
