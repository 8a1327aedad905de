namespace PartnerChat.Web.Resources;

/// <summary>What stands on the pages of account and security, and is asked on the way in beside a password.</summary>
public sealed class SecurityTexts;
