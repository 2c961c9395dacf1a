using System.Reflection;
using Azure.Core.Serialization;
using DurableSagas.Functions.Definitions;
using DurableSagas.Functions.Events;
using DurableSagas.Functions.Faults;
using DurableSagas.Functions.Http;
using DurableSagas.Functions.Http.Patience;
using DurableSagas.Functions.OpenApi;
using DurableSagas.Functions.Operators;
using DurableSagas.Functions.Starting;
using DurableSagas.Functions.Steps;
using DurableSagas.Functions.Storage;
using DurableSagas.Functions.Telemetry;
using DurableSagas.Projections;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Composition;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.Functions.Composition;

/// <summary>Everything that an app of sagas is made of.</summary>
internal static class SagaComposition
{
    /// <param name="workflows">The assembly with the sagas, their orchestrators, services and validators.</param>
    public static FunctionsApplicationBuilder AddSagas(this FunctionsApplicationBuilder builder, Assembly workflows)
    {
        var catalog = SagaCatalog.Of(workflows);
        builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(SagaJson.History));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(catalog)
            .AddTelemetry(builder.Configuration)
            .AddTables(builder.Configuration)
            .AddSagaActivities()
            .AddCompensationByEvent(catalog)
            .AddProjections()
            .AddOperators(builder.Configuration, builder.Environment)
            .AddFaultInjection(builder.Configuration)
            // The last filter runs first: what it refuses, no other has begun to do.
            .AddSingleton<IStepFilter, RequestFilter>()
            .AddWorkflows(workflows)
            .AddSingleton<DefinitionLookup>()
            .AddSingleton<ISagaDefinitions>(services => services.GetRequiredService<DefinitionLookup>())
            .AddSingleton<RequestValidation>()
            .AddSingleton<ProblemJudge>()
            .AddSingleton<SagaStarter>()
            .AddSingleton<StartAnswer>();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<PatienceMiddleware>();
        builder.UseMiddleware<OperatorMiddleware>();
        builder.UseMiddleware<QueryMiddleware>();
        return builder;
    }
}
