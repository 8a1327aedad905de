namespace PartnerChat.Data;
