using Azure.Core.Serialization;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Sagas.Composition;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(SagaJson.Options));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSagaActivities().AddSingleton<ISagaProjection, NoProjection>();
builder.Build().Run();
