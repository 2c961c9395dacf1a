using Azure.Core.Serialization;
using DurableSagas.Functions;
using DurableSagas.Functions.Events;
using DurableSagas.Functions.Faults;
using DurableSagas.Functions.Http;
using DurableSagas.Functions.Http.Patience;
using DurableSagas.Functions.OpenApi;
using DurableSagas.Functions.Operators;
using DurableSagas.Functions.Steps;
using DurableSagas.Functions.Storage;
using DurableSagas.Functions.Telemetry;
using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(SagaJson.History));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddTables(builder.Configuration);
var catalog = SagaCatalog.Of(typeof(Program).Assembly);
builder.Services.AddSingleton(catalog).AddCompensationByEvent(catalog);
builder.Services.AddSingleton<StepRunner>().AddSingleton<TimelineRecorder>();
builder.Services.AddSingleton<SagaIndex>().AddSingleton<SagaLists>().AddSingleton<ContinuationTokens>();
builder.Services.AddSingleton<SagaStarts>().AddSingleton<SagaViews>().AddSingleton<ISagaProjection>(services => services.GetRequiredService<SagaViews>()).AddSingleton<SagaQueries>().AddSingleton<SagaHubReader>().AddSingleton<SagaReader>();
builder.Services.AddOperators(builder.Configuration, builder.Environment);
builder.Services.AddFaultInjection(builder.Configuration);
// The last filter runs first: what it refuses, no other has begun to do.
builder.Services.AddSingleton<IStepFilter, RequestFilter>();
builder.Services.AddWorkflows(typeof(Program).Assembly);
builder.Services.AddSingleton<ProblemJudge>().AddSingleton<RequestValidation>().AddSingleton<DefinitionLookup>().AddSingleton<ISagaDefinitions>(services => services.GetRequiredService<DefinitionLookup>()).AddSingleton<SagaStarter>().AddSingleton<SagaEnd>();
builder.UseMiddleware<ProblemMiddleware>();
builder.UseMiddleware<PatienceMiddleware>();
builder.UseMiddleware<OperatorMiddleware>();
builder.UseMiddleware<QueryMiddleware>();

builder.Build().Run();
