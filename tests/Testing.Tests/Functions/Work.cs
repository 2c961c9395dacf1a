using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Functions;

/// <summary>An activity that says its input back, unless it is told to fail.</summary>
public sealed class Work(Breakage breakage)
{
    [Function(nameof(Work))]
    public string Run([ActivityTrigger] string input) => breakage.Breaks(input) ? throw new InvalidOperationException($"{input} is broken") : $"{input} done";
}
