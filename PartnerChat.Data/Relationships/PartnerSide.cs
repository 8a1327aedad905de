namespace PartnerChat.Data.Relationships;

/// <summary>Which of the two a partner is: <see cref="A"/> invited, <see cref="B"/> accepted. Stored and sent as <c>partner_a</c> and <c>partner_b</c>.</summary>
public enum PartnerSide
{
    A,
    B,
}

/// <summary>The names of the sides in the database and on every door.</summary>
public static class PartnerSides
{
    public const string A = "partner_a";
    public const string B = "partner_b";

    public static string ToName(this PartnerSide side) => side == PartnerSide.A ? A : B;

    public static PartnerSide Other(this PartnerSide side) => side == PartnerSide.A ? PartnerSide.B : PartnerSide.A;

    /// <summary>The side of that name.</summary>
    /// <exception cref="FormatException">The name is neither of the two.</exception>
    public static PartnerSide Parse(string name) => name switch
    {
        A => PartnerSide.A,
        B => PartnerSide.B,
        _ => throw new FormatException("A side is partner_a or partner_b."),
    };
}
