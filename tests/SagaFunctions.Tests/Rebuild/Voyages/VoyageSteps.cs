using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

/// <summary>Steps that work; what goes wrong is injected.</summary>
public static class VoyageSteps
{
    public sealed class Pack(StepRunner runner)
    {
        [Function(nameof(Pack))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class Unpack(StepRunner runner)
    {
        [Function(nameof(Unpack))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class BoardDog(StepRunner runner)
    {
        [Function(nameof(BoardDog))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class FetchDog(StepRunner runner)
    {
        [Function(nameof(FetchDog))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class BookCabin(StepRunner runner)
    {
        [Function(nameof(BookCabin))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class Pay(StepRunner runner)
    {
        [Function(nameof(Pay))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }

    public sealed class Refund(StepRunner runner)
    {
        [Function(nameof(Refund))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Voyage> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
    }
}
