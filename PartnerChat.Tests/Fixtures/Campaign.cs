namespace PartnerChat.Tests.Fixtures;

/// <summary>How much a test does: what the issue asks for in a campaign (<c>./test.sh --campaign</c>), a twentieth of it in the plain run.</summary>
internal static class Campaign
{
    private const int Share = 20;

    private static readonly bool IsOn = Environment.GetEnvironmentVariable("PARTNERCHAT_CAMPAIGN") == "1";

    /// <summary>The full count in a campaign, else a twentieth, at least one.</summary>
    public static int Count(int full) => IsOn ? full : Math.Max(1, full / Share);
}
