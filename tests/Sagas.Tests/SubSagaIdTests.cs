namespace DurableSagas.Sagas.Tests;

public sealed class SubSagaIdTests
{
    [Theory]
    [InlineData("order-1", null, "order-1")]
    [InlineData("order-1:child", "order-1", "child")]
    [InlineData("order-1:child:grandchild", "order-1:child", "grandchild")]
    [InlineData("a:b", "a", "b")]
    [InlineData(":b", null, ":b")]
    public void Id_OfASaga_NamesTheOneAboveAndItsOwnName(string id, string? parent, string name) => Assert.Equal((parent, name), SubSagaId.Parts(id));

    [Fact]
    public void Instance_ThatUndoesASubSaga_IsNamedAfterIt()
    {
        var subSaga = SubSagaId.Of("order-1", "child");
        var undo = SubSagaId.UndoInstanceOf(subSaga);

        Assert.Equal(("order-1:child", "order-1:child:undo"), (subSaga, undo));
        Assert.Equal((false, true), (SubSagaId.IsUndoInstance(subSaga), SubSagaId.IsUndoInstance(undo)));
        Assert.Equal((subSaga, subSaga), (SubSagaId.SagaOf(subSaga), SubSagaId.SagaOf(undo)));
    }
}
