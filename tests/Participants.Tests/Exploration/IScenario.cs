namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>What an exploration explores.</summary>
internal interface IScenario
{
    World Start { get; }

    /// <summary>Each runs one call; the task ends when the call does, with what it returned or threw.</summary>
    IReadOnlyList<Func<Caller, Task<object>>> Calls { get; }

    /// <summary>Throws if what is stored is illegal.</summary>
    void CheckAlways(World world);

    /// <summary>Throws if the end is illegal; it may run further calls to see that the world can be mended.</summary>
    /// <param name="world">The end.</param>
    /// <param name="results">What each call returned or threw; null for one that was stopped.</param>
    Task CheckEndAsync(World world, IReadOnlyList<object?> results);
}
