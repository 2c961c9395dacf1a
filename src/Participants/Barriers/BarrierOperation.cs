namespace DurableSagas.Participants.Barriers;

public enum BarrierOperation
{
    Forward,
    Compensate,
}
