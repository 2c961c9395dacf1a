using System.Net.Sockets;
using Azure;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Http.Problems;
using Grpc.Core;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class RepetitionTests
{
    private static readonly int[] _healed = [0, 408, 429];

    private static readonly StatusCode[] _passing = [StatusCode.Cancelled, StatusCode.DeadlineExceeded, StatusCode.ResourceExhausted, StatusCode.Aborted, StatusCode.Unavailable];

    private static readonly StatusCode[] _unclear = [StatusCode.Unknown, StatusCode.Internal];

    [Fact]
    public void StorageError_OfEveryStatus_IsHealedByRepetitionOnlyIfThatCanBe()
    {
        var told = Enumerable.Range(0, 600).Where(status => Repetition.Heals(new RequestFailedException(status, "no"))).ToArray();

        Assert.Equal([.. _healed, .. Enumerable.Range(500, 100)], told);
    }

    [Fact]
    public void TaskHubError_OfEveryStatus_IsHealedByRepetitionOnlyIfThatCanBe()
    {
        var told = Enum.GetValues<StatusCode>().Where(status => Repetition.Heals(new RpcException(new Status(status, "no")))).ToArray();

        Assert.Equal(_passing.Order(), told.Order());
        Assert.Equal(_unclear.Order(), Enum.GetValues<StatusCode>().Where(status => Repetition.IsUnclear(new RpcException(new Status(status, "no")))).Order());
    }

    [Fact]
    public void Retries_ThatFailedDifferently_AreJudgedByTheLast()
    {
        var (busy, wrong) = (new RequestFailedException(503, "busy"), new RequestFailedException(400, "wrong"));

        Assert.True(Repetition.Heals(new AggregateException(wrong, busy)));
        Assert.False(Repetition.Heals(new AggregateException(busy, wrong)));
        Assert.False(Repetition.Heals(new AggregateException()));
    }

    [Fact]
    public void NoConnection_HoweverItIsTold_IsHealed()
    {
        Exception[] told = [new HttpRequestException("refused"), new HttpIOException(HttpRequestError.ResponseEnded), new SocketException(), new IOException("reset", new SocketException()), new TimeoutException(), new TaskCanceledException()];

        Assert.All(told, exception => Assert.True(Repetition.Heals(exception), exception.GetType().Name));
    }

    [Fact]
    public void LostRaces_AllThatAWriterMayLose_AreHealed() =>
        Assert.True(Repetition.Heals(new RacesLostException("SagaIndex", "3", "a|0|order-7", 40, new RequestFailedException(412, "moved"))));

    [Fact]
    public void FaultOfTheApp_WhateverItsType_IsNotHealed()
    {
        Exception[] faults = [new InvalidOperationException(), new IOException("disk"), new FileNotFoundException(), new ArgumentException("x"), new FormatException(), new NullReferenceException(), new System.Text.Json.JsonException()];

        Assert.All(faults, exception => Assert.False(Repetition.Heals(exception), exception.GetType().Name));
    }
}
