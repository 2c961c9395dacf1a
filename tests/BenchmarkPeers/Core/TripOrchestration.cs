using DurableTask.Core;
using DurableTask.Core.Exceptions;

namespace DurableSagas.BenchmarkPeers.Core;

/// <summary>A saga as it is written by hand: what was done is undone in reverse.</summary>
internal sealed class TripOrchestration : TaskOrchestration<string, string>
{
    public const string TakeCar = nameof(TakeCar);

    public override async Task<string> RunTask(OrchestrationContext context, string input)
    {
        Stack<string> undo = new();
        try
        {
            await context.ScheduleTask<string>(typeof(Work), "TakeSeat");
            undo.Push("GiveSeatBack");
            await context.ScheduleTask<string>(typeof(Work), "TakeRoom");
            undo.Push("GiveRoomBack");
            await context.ScheduleTask<string>(typeof(Work), TakeCar);
            return "Travelled";
        }
        catch (TaskFailedException)
        {
            while (undo.TryPop(out var compensation))
            {
                await context.ScheduleTask<string>(typeof(Work), compensation);
            }

            return nameof(Driving.PeerWorkload.Trip);
        }
    }
}
