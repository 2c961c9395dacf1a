namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>The ids of instances that wait: spread as ids made at random are, and known without being kept.</summary>
internal static class WaitingInstances
{
    public const int Callers = 256;

    public static string IdOf(int number) => $"{unchecked((uint)number * 2654435769u):x8}{(uint)number:x24}";
}
