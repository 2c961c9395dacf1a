using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Decisions;

internal static class DecisionServices
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) => services
        .AddTable(DecisionTable.Table)
        .AddSingleton<DecisionTable>()
        .AddSingleton<IDecisions>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<IDecisionQueries>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<ISagaRows>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<DecisionRecorder>();
}
