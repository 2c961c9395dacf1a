using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Sagas of one kind that callers start while the app is killed again and again; who got no answer asks again with the same key.</summary>
internal interface ILoad
{
    /// <summary>As they ended; known after the audit.</summary>
    IEnumerable<SagaAnswer> Sagas { get; }

    Task OpenAsync(AppClient app);

    /// <summary>Some more to be started.</summary>
    void Add();

    /// <summary>Starts all that is unanswered.</summary>
    Task StartAllAsync(AppClient app);

    /// <summary>Waits for every saga's end, and says what is wrong with it, and with the sums.</summary>
    Task<IReadOnlyList<string>> AuditAsync(AppClient app);
}
