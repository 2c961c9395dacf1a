namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>The app ended, or said nothing, before it listened.</summary>
internal sealed class AppStartException(int? exitCode, string output) : Exception($"The app {(exitCode is null ? "did not listen in time" : $"ended with exit code {exitCode}")}:\n{output}")
{
    public int? ExitCode { get; } = exitCode;
}
