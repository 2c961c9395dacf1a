using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Versions;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Projections.Composition;

/// <summary>The read side, and what writes it.</summary>
public static class ProjectionServices
{
    /// <remarks>They need a <c>TableServiceClient</c>, a <see cref="TimeProvider"/> and <see cref="ISagaDefinitions"/>.</remarks>
    public static IServiceCollection AddProjections(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<SagaIndex>()
        .AddSingleton<SagaLists>()
        .AddSingleton<ApprovalIndex>()
        .AddSingleton<ApprovalLists>()
        .AddSingleton<GivenAnswers>()
        .AddSingleton<ContinuationKey>()
        .AddSingleton<ContinuationTokens>()
        .AddSingleton<Announcements>()
        .AddSingleton<ViewMoves>()
        .AddSingleton<NoticeOutbox>()
        .AddSingleton<SagaViews>()
        .AddSingleton<ISagaProjection>(provider => provider.GetRequiredService<SagaViews>())
        .AddSingleton<SagaQueries>()
        .AddSingleton<SagaHubReader>()
        .AddSingleton<StuckSagaReader>()
        .AddSingleton<SagaReader>()
        .AddSingleton<SagaRebuilder>()
        .AddSingleton<DefinitionTable>();
}
