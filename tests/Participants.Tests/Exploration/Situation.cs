using System.Collections.Immutable;

namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>The stored state, where each caller stands, and the requests that nobody waits for any more but that will still arrive.</summary>
internal sealed record Situation(World World, ImmutableArray<Standpoint> Callers, ImmutableArray<bool> Stopped, ImmutableList<Standpoint> InFlight, int FaultsLeft)
{
    public string Key => string.Join('\n', [
        World.State,
        .. Callers.Select((caller, index) => $"{caller.Name}{(Stopped[index] ? "!" : "")}"),
        .. InFlight.Select(flight => $"~{flight.Name}").Order(),
        $"{FaultsLeft}",
    ]);

    public IEnumerable<(string Name, Situation Situation)> Next()
    {
        for (var index = 0; index < Callers.Length; index++)
        {
            if (Callers[index].Waiting is null || Stopped[index])
            {
                continue;
            }

            yield return ($"{index} goes on", Answer(index));

            if (FaultsLeft > 0)
            {
                yield return ($"{index} loses its request", Fail(index));
                yield return ($"{index} loses its connection", Fail(index).LeaveInFlight(Callers[index]));
                yield return ($"{index} stops before its request", Stop(index));
                yield return ($"{index} stops after sending", Stop(index).LeaveInFlight(Callers[index]));
            }
        }

        foreach (var flight in InFlight)
        {
            yield return ($"a request of {flight.Name} arrives late", Land(flight));
        }
    }

    private Situation Answer(int index)
    {
        var world = World.Clone();
        var answer = Callers[index].Waiting!(world);
        return this with { World = world, Callers = Callers.SetItem(index, Callers[index].After(answer)) };
    }

    private Situation Fail(int index) =>
        this with { Callers = Callers.SetItem(index, Callers[index].After(new HttpRequestException("The connection was lost."))), FaultsLeft = FaultsLeft - 1 };

    private Situation Stop(int index) => this with { Stopped = Stopped.SetItem(index, true), FaultsLeft = FaultsLeft - 1 };

    private Situation LeaveInFlight(Standpoint flight) => this with { InFlight = InFlight.Add(flight) };

    private Situation Land(Standpoint flight)
    {
        var world = World.Clone();
        flight.Waiting!(world);
        return this with { World = world, InFlight = InFlight.Remove(flight) };
    }
}
