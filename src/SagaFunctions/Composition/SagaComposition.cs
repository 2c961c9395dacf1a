using System.Reflection;
using Azure.Core.Serialization;
using DurableSagas.Projections;
using DurableSagas.Projections.Composition;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Decisions;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Notices;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Page;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Reconciliation;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Telemetry;
using DurableSagas.SagaFunctions.Terminating;
using DurableSagas.SagaFunctions.Versions;
using DurableSagas.SagaFunctions.Waiting;
using DurableSagas.Sagas.Composition;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps.Filters;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.SagaFunctions.Composition;

/// <summary>Everything that an app of sagas is made of.</summary>
public static class SagaComposition
{
    /// <summary>Adds the functions' services, and everything of the app's own that is found by its shape.</summary>
    /// <remarks>What is wrong with it is told when the app starts, all at once: see <see cref="RunAsync"/>.</remarks>
    public static FunctionsApplicationBuilder AddSagas(this FunctionsApplicationBuilder builder, Action<SagaAppOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SagaAppOptions();
        configure?.Invoke(options);
        builder.Services.AddSagas(builder.Configuration, builder.Environment, options);
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<PatienceMiddleware>();
        builder.UseMiddleware<OperatorMiddleware>();
        builder.UseMiddleware<QueryMiddleware>();
        return builder;
    }

    /// <summary>Runs the app until it is stopped.</summary>
    /// <returns>The exit code: 1 when the app cannot start, which the standard error then explains.</returns>
    public static async Task<int> RunAsync(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        try
        {
            await builder.Build().RunAsync();
            return 0;
        }
        catch (Exception faulty) when (AppFaultsException.ReportOf(faulty) is { } report)
        {
            await Console.Error.WriteLineAsync(report);
            return 1;
        }
    }

    internal static IServiceCollection AddSagas(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, SagaAppOptions options)
    {
        List<string> faults = [];
        var catalog = SagaCatalog.Of(options.Workflows, faults);
        var functions = new AppFunctions(options.Workflows);
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(SagaJson.History));
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(functions)
            .AddSingleton(catalog)
            .AddAppCheck(faults)
            .AddTelemetry(configuration)
            .AddBacklog()
            .AddTables(configuration)
            .AddVersionCheck()
            .AddSagaActivities()
            .AddDecisions()
            .AddCompensationByEvent(catalog)
            .AddDeclaredTransactions(options.Participants)
            .AddStoredDefinitions()
            .AddProjections()
            .AddReceivers(options.Receivers)
            .AddNotices()
            .AddReconciliation()
            .AddRetention(options.Retention)
            .AddSingleton<AuditedCommands>()
            .AddSingleton<ApprovalAnswers>()
            .AddSingleton<StuckSagas>()
            .AddInterventions()
            .AddTerminating()
            .AddTable(BulkTable.Table)
            .AddSingleton<BulkTable>()
            .AddOperators(configuration, environment, options.OperatorRole)
            .AddFaultInjection(configuration)
            // The last filter runs first: what it refuses, no other has begun to do.
            .AddSingleton<IStepFilter, RequestFilter>()
            .AddSingleton<DefinitionLookup>()
            .AddSingleton<ISagaDefinitions>(provider => provider.GetRequiredService<DefinitionLookup>())
            .AddSingleton<RequestValidation>()
            .AddSingleton<ProblemJudge>()
            .AddSingleton<SagaNames>()
            .AddSingleton<SagaStarter>()
            .AddSingleton(provider => new Startables(
                provider.GetRequiredService<SagaCatalog>(), provider.GetRequiredService<IStoredStarts>(), provider.GetRequiredService<RequestValidation>()))
            .AddSingleton<WaitingCallers>()
            .AddSingleton<StartAnswer>()
            .AddMessageStarts()
            .AddOpenApi()
            .AddSingleton(_ => new PageFiles())
            .AddWorkflows(functions);
    }
}
