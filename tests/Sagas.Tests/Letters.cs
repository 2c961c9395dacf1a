using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Tests;

/// <summary>Steps A to F with what undoes them; each does its work at the <see cref="Participant"/>.</summary>
public static class Letters
{
    public sealed class A(StepRunner runner, Participant participant)
    {
        [Function(nameof(A))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class B(StepRunner runner, Participant participant)
    {
        [Function(nameof(B))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class C(StepRunner runner, Participant participant)
    {
        [Function(nameof(C))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class D(StepRunner runner, Participant participant)
    {
        [Function(nameof(D))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class E(StepRunner runner, Participant participant)
    {
        [Function(nameof(E))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class F(StepRunner runner, Participant participant)
    {
        [Function(nameof(F))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoA(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoA))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoB(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoB))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoC(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoC))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoD(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoD))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoE(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoE))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }

    public sealed class UndoF(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoF))]
        public Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.WorkAsync(runner, call, cancellationToken);
    }
}
